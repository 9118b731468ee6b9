SELECT station, month, mm
FROM rain
ORDER BY mm DESC
LIMIT 1
