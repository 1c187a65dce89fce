//! The logistic that turns common features into a probability, with the weights it is shipped with.

use serde::{Deserialize, Serialize};

use super::features::{FEATURES, Features};

/// One weight for each feature, in the order of [`Features::values`], and the bias.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// Weights of the features.
    pub values: [f32; FEATURES],
    /// What speaks before anything is compared: most pairs are two matters.
    pub bias: f32,
}

impl Default for Weights {
    /// Reasoned by hand, not fitted; officers' decisions refine them ([`super::fit`]). The same words count double at
    /// the same place; a long text nearly copied needs no place; another street, matter, ward or person speaks against
    /// as loudly as a place speaks for; a kelurahan alone says little, because all candidates share it.
    fn default() -> Self {
        Self {
            values: [
                2.5,  // what
                2.5,  // copy
                2.5,  // together
                0.6,  // all
                1.8,  // letters
                0.6,  // proof
                1.2,  // names
                1.2,  // reach
                1.0,  // street
                -1.8, // other street
                0.6,  // house
                0.6,  // ward
                -0.9, // other ward
                -1.0, // other place
                -1.8, // other person
                0.6,  // matter
                -1.8, // other matter
                1.2,  // area
                0.4,  // district
                1.2,  // near
                -1.8, // far
                -1.8, // gap
            ],
            bias: -7.0,
        }
    }
}

impl Weights {
    /// The logit of "one matter".
    pub fn logit(&self, features: &Features) -> f32 {
        self.values
            .iter()
            .zip(features.values())
            .fold(self.bias, |sum, (weight, value)| weight.mul_add(value, sum))
    }

    /// The probability of "one matter".
    pub fn probability(&self, features: &Features) -> f32 {
        1.0 / (1.0 + (-self.logit(features)).exp())
    }
}
