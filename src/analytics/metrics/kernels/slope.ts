/** The slope of the least-squares line of y on x. Takes two different x at least. */
export function slopeOf(x: readonly number[], y: readonly number[]): number {
  const [middleX, middleY] = [meanOf(x), meanOf(y)];
  let [products, squares] = [0, 0];
  x.forEach((value, i) => {
    products += (value - middleX) * ((y[i] as number) - middleY);
    squares += (value - middleX) ** 2;
  });
  return products / squares;
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;
