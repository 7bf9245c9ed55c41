//! Layers of stacks of unequal length, drawn from a seed, for tests of a run's pace.

use std::ops::Range;
use std::time::Duration;

/// What graphs are drawn from.
pub struct Scale {
    pub stacks: usize,
    pub layers: usize,
    /// How long a stack takes.
    pub seconds: Range<f64>,
}

/// Stacks, each of which needs one or two of the layer above its own.
pub struct Graph {
    pub lengths: Vec<Duration>,
    /// What each stack needs: always earlier ones.
    pub needs: Vec<Vec<usize>>,
}

impl Graph {
    pub fn draw(seed: u64, scale: &Scale) -> Self {
        let mut random = Random(seed);
        let width = scale.stacks / scale.layers;
        let span = scale.seconds.end - scale.seconds.start;
        let length =
            |random: &mut Random| Duration::from_secs_f64(scale.seconds.start + span * random.fraction());
        let lengths = (0..scale.stacks).map(|_| length(&mut random)).collect();
        let needs = (0..scale.stacks).map(|stack| random.needs(stack, width)).collect();
        Self { lengths, needs }
    }

    /// What no run can be faster than.
    pub fn critical_path(&self) -> Duration {
        let mut ends: Vec<Duration> = Vec::new();
        for (length, needs) in self.lengths.iter().zip(&self.needs) {
            let begins = needs.iter().map(|need| ends[*need]).max().unwrap_or_default();
            ends.push(begins + *length);
        }
        ends.into_iter().max().unwrap_or_default()
    }
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn fraction(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).unwrap()) / f64::from(u32::MAX)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    /// One or two stacks of the layer above, none for the first layer.
    fn needs(&mut self, stack: usize, width: usize) -> Vec<usize> {
        let Some(above) = (stack / width).checked_sub(1) else { return Vec::new() };
        let first = self.below(width);
        let second = (first + 1 + self.below(width - 1)) % width;
        let both = [above * width + first, above * width + second];
        both[..1 + self.below(2)].to_vec()
    }
}
