/** Losses of returns and returns of losses: the negatives of values, 0 staying 0. */
export function negated(values: Float64Array): Float64Array {
  const negatives = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) negatives[i] = 0 - (values[i] as number);
  return negatives;
}
