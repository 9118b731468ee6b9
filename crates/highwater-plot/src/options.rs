//! Options of structs: methods that take a struct, set a field and give it back.

/// Writes a method for each field named, which takes the field's type; behind `into`, whatever becomes
/// it; of a list in brackets, whatever gives what becomes its items.
macro_rules! options {
    ($owner:ident { $($rest:tt)* }) => {
        impl $owner {
            options!(@ $($rest)*);
        }
    };
    (@) => {};
    (@ $(#[$doc:meta])+ $field:ident: [$item:ty], $($rest:tt)*) => {
        $(#[$doc])+
        #[must_use]
        pub fn $field(mut self, $field: impl IntoIterator<Item = impl Into<$item>>) -> Self {
            self.$field = $field.into_iter().map(Into::into).collect();
            self
        }
        options!(@ $($rest)*);
    };
    (@ $(#[$doc:meta])+ $field:ident: into $kind:ty, $($rest:tt)*) => {
        $(#[$doc])+
        #[must_use]
        pub fn $field(mut self, $field: impl Into<$kind>) -> Self {
            self.$field = $field.into();
            self
        }
        options!(@ $($rest)*);
    };
    (@ $(#[$doc:meta])+ $field:ident: $kind:ty, $($rest:tt)*) => {
        $(#[$doc])+
        #[must_use]
        pub fn $field(mut self, $field: $kind) -> Self {
            self.$field = $field;
            self
        }
        options!(@ $($rest)*);
    };
}

pub(crate) use options;
