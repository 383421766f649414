'use client';

import type { RefObject } from 'react';

interface ErrorSummaryProps {
  title: string;
  items: readonly { href?: string; label?: string; message: string }[];
  separator: string;
  boxRef: RefObject<HTMLDivElement | null>;
}

/** The red box at the top of a failed form; it takes the focus and each line leads to its field. */
export function ErrorSummary({ title, items, separator, boxRef }: ErrorSummaryProps) {
  return (
    <div ref={boxRef} role="alert" tabIndex={-1} className="focus-ring mb-4.5 border-2 border-red px-4 pt-2.5 pb-3">
      <h2 className="text-md font-bold">{title}</h2>
      <ul>
        {items.map((item) => (
          <li key={`${item.href}${item.message}`} className="leading-6">
            {item.href === undefined ? (
              <span className="text-red">{item.message}</span>
            ) : (
              <a href={item.href} className="text-red underline">
                {item.label !== undefined && (
                  <b>
                    {item.label}
                    {separator}
                  </b>
                )}
                {item.message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
