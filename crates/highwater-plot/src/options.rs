//! Options of structs: methods that take a struct, set a field and give it back.

/// Writes a method for each field named, which takes whatever becomes the field's type.
macro_rules! options {
    ($owner:ident { $($(#[$doc:meta])+ $field:ident: $kind:ty,)+ }) => {
        impl $owner {
            $(
                $(#[$doc])+
                #[must_use]
                pub fn $field(mut self, $field: impl Into<$kind>) -> Self {
                    self.$field = $field.into();
                    self
                }
            )+
        }
    };
}

pub(crate) use options;
