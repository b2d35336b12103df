//! The rules of a configuration, as they are checked: what each of them may be is asked of the
//! reader itself, so that the description cannot say anything else.

use passcode_core::policy::{Policy, Problem};
use serde_json::{Map, Value, json};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema, Type,
};
use utoipa::{PartialSchema, ToSchema};

/// Rules that an administrator sets: `docs/formats.md` §6.
pub(crate) struct Rules;

impl ToSchema for Rules {}

impl PartialSchema for Rules {
    fn schema() -> RefOr<Schema> {
        let mut rules = ObjectBuilder::new()
            .description(Some("The rules. What is left out takes its default."))
            .additional_properties(Some(AdditionalProperties::FreeForm(false)));
        let default = Policy::default().to_json();
        for (name, value) in default.as_object().unwrap_or(&Map::new()) {
            // No rule is an object: its refusal says what the rule may be.
            let refused = Policy::parse(&json!({name.as_str(): {}})).err();
            let problem = refused.and_then(|refused| refused.fields.into_iter().next());
            if let Some(schema) = problem.and_then(|field| rule(&field.problem, value)) {
                rules = rules.property(name, schema);
            }
        }
        rules.into()
    }
}

fn rule(allowed: &Problem, default: &Value) -> Option<Schema> {
    let default = Some(default.clone());
    let schema = match allowed {
        Problem::NotABoolean => of_type(Type::Boolean).default(default).into(),
        Problem::NotOneOf(names) => {
            let names = names.iter().copied();
            of_type(Type::String)
                .enum_values(Some(names))
                .default(default)
                .into()
        }
        Problem::OutOfRange {
            minimum,
            maximum,
            or_never,
        } => {
            let number = of_type(Type::Integer)
                .minimum(Some(*minimum))
                .maximum(Some(*maximum));
            if *or_never {
                let never = of_type(Type::String).enum_values(Some(["never"]));
                OneOfBuilder::new()
                    .item(number)
                    .item(never)
                    .default(default)
                    .into()
            } else {
                number.default(default).into()
            }
        }
        Problem::NotWords => {
            let word = of_type(Type::String)
                .min_length(Some(3))
                .max_length(Some(64));
            ArrayBuilder::new()
                .items(word)
                .max_items(Some(100))
                .default(default)
                .into()
        }
        Problem::NotAnObject | Problem::Unknown | Problem::MoreThanMinimumLength => return None,
    };
    Some(schema)
}

fn of_type(kind: Type) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(kind)
}

#[cfg(test)]
mod tests {
    use super::Rules;
    use passcode_core::policy::Policy;
    use utoipa::PartialSchema as _;

    #[test]
    fn every_rule_is_described() {
        let described = serde_json::to_value(Rules::schema()).unwrap();
        let described: Vec<_> = described["properties"]
            .as_object()
            .unwrap()
            .keys()
            .collect();
        let rules = Policy::default().to_json();
        assert_eq!(
            described,
            rules.as_object().unwrap().keys().collect::<Vec<_>>()
        );
    }
}
