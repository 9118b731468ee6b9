-- key: station
SELECT station, sum(mm) AS total, max(mm) AS most, count(*) AS months
FROM rain
GROUP BY station
