'use client';

import { useEffect, useState } from 'react';

const WIDTH = 1920;
const HEIGHT = 1080;

/** How much a stage of 1920 by 1080 is scaled to fill the window without being cut off. */
export function useScale(): number {
  const [scale, setScale] = useState(1);
  useEffect(() => {
    const measure = () => setScale(Math.min(window.innerWidth / WIDTH, window.innerHeight / HEIGHT));
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return scale;
}
