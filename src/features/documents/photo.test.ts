import { describe, expect, it } from 'vitest';
import { fitInto, jpegName, placeOnSheet } from './photo';

describe('a photo on its way to the server', () => {
  it('is made no larger than 2000 at its longer edge, and never larger than it was', () => {
    expect(fitInto({ width: 4000, height: 3000 }, 2000)).toEqual({ width: 2000, height: 1500 });
    expect(fitInto({ width: 3000, height: 4000 }, 2000)).toEqual({ width: 1500, height: 2000 });
    expect(fitInto({ width: 800, height: 600 }, 2000)).toEqual({ width: 800, height: 600 });
    expect(fitInto({ width: 10_000, height: 1 }, 2000)).toEqual({ width: 2000, height: 1 });
  });

  it('is called after what it was', () => {
    expect(jpegName('IMG_1.HEIC')).toBe('IMG_1.jpg');
    expect(jpegName('photo')).toBe('photo.jpg');
    expect(jpegName('.png')).toBe('.png.jpg');
  });

  it('lies on a sheet turned as it is, whole and in the middle', () => {
    const tall = placeOnSheet({ width: 1000, height: 2000 });
    expect(tall.sheet).toEqual({ width: 595, height: 842 });
    expect(tall.box).toMatchObject({ y: 0, height: 842, width: 421, x: 87 });
    expect(placeOnSheet({ width: 2000, height: 1000 }).sheet).toEqual({ width: 842, height: 595 });
  });
});
