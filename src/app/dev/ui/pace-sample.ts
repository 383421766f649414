/** 186 days of a plan that starts slowly. */
export const paceSample = Array.from({ length: 32 }, (_, index) => {
  const x = index * 5;
  return {
    x,
    plan: x === 0 ? 0 : x === 155 ? 200000 : Math.round((200000 * x) / 155),
    actual: x <= 90 ? Math.round(20389 * (x / 90) ** 3) : undefined,
    needed: x === 90 ? 20389 : x === 155 ? 200000 : undefined,
  };
});
