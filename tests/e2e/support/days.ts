/** Today in Shanghai as the portal under test sees it: its clock is shifted, and so is this one. */
export const today = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(
    new Date(Date.now() + Number(process.env.FUQIAO_CLOCK_OFFSET_MS ?? 0)),
  );
