'use client';

import { createContext, type MouseEvent, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { Button, buttonClass } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { useDocumentWords } from '@/i18n/client/documents';
import { cn } from '@/lib/cn';

export type DeskFile = {
  id: string;
  caseId: string;
  /** what it is for, and what the file is called */
  name: string;
  fileName: string;
  kind: 'PICTURE' | 'PDF' | 'OTHER';
};

const DeskContext = createContext<((documentId: string) => void) | null>(null);

const pageOf = (caseId: string, documentId: string) => `/cases/${caseId}/documents/${documentId}`;

/** A file of the case: opens beside the page on a desk, else on its own page, which is also the way without JavaScript. */
export function DocumentLink({
  caseId,
  documentId,
  className,
  children,
}: {
  caseId: string;
  documentId: string;
  className?: string;
  children: ReactNode;
}) {
  const open = useContext(DeskContext);
  function onClick(event: MouseEvent) {
    if (open === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(documentId);
  }
  return (
    <Link href={pageOf(caseId, documentId)} className={className} onClick={onClick}>
      {children}
    </Link>
  );
}

/**
 * A page whose documents are read beside it, with its panel. On a desk the file takes the right half and the panel moves
 * below the text; on phones the file covers the screen. What was typed in the panel stays through all of it.
 */
export function DocumentDesk({
  files,
  panel,
  children,
}: {
  files: readonly DeskFile[];
  panel: ReactNode;
  children: ReactNode;
}) {
  const [openId, setOpenId] = useState<string | null>(null);
  const at = files.findIndex((file) => file.id === openId);
  const file = files[at];
  const openBeside = (documentId: string) => {
    if (files.some((entry) => entry.id === documentId)) setOpenId(documentId);
    else window.location.assign(pageOf(files[0]?.caseId ?? '', documentId));
  };
  return (
    <DeskContext.Provider value={openBeside}>
      <div
        className={cn(
          'border-t border-rule pt-3.5 lg:grid lg:gap-x-8',
          file ? 'lg:grid-cols-2' : 'lg:grid-cols-[minmax(0,1fr)_23.25rem] large:block',
        )}
      >
        <div className="min-w-0">{children}</div>
        {file && (
          <DocumentSheet
            file={file}
            position={{ n: at + 1, total: files.length }}
            previous={files[at - 1]}
            next={files[at + 1]}
            onShow={setOpenId}
          />
        )}
        <div
          className={cn(
            'min-w-0 max-lg:mt-7',
            file
              ? 'lg:col-start-1 lg:mt-7'
              : 'lg:sticky lg:top-3.5 lg:max-h-[calc(100vh-1.75rem)] lg:self-start lg:overflow-y-auto large:static large:mt-7 large:max-h-none',
          )}
        >
          {panel}
        </div>
      </div>
    </DeskContext.Provider>
  );
}

type SheetProps = {
  file: DeskFile;
  position: { n: number; total: number };
  previous: DeskFile | undefined;
  next: DeskFile | undefined;
  onShow: (documentId: string | null) => void;
};

const WIDE = '(min-width: 70rem)';

function DocumentSheet({ file, position, previous, next, onShow }: SheetProps) {
  const t = useDocumentWords();
  const sheet = useRef<HTMLDialogElement>(null);
  const opener = useRef<Element | null>(null);
  useEffect(() => {
    opener.current ??= document.activeElement;
    const dialog = sheet.current;
    if (dialog === null || dialog.open) return;
    if (window.matchMedia(WIDE).matches) dialog.show();
    else dialog.showModal();
    return () => {
      if (opener.current instanceof HTMLElement) opener.current.focus();
    };
  }, []);
  return (
    <dialog
      ref={sheet}
      aria-label={t('besideLabel', { name: file.name })}
      onClose={() => onShow(null)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onShow(null);
      }}
      className="m-0 flex h-screen max-h-none w-full max-w-none flex-col border-0 bg-paper p-0 text-ink max-lg:fixed max-lg:inset-0 max-lg:z-30 lg:sticky lg:top-3.5 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:h-[calc(100vh-1.75rem)] lg:self-start"
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t-3 border-accent bg-wash px-3 py-1.5">
        <h2 className="min-w-0 flex-1 truncate font-bold">{file.name}</h2>
        <Button size="small" onClick={() => onShow(null)} className="order-1 md:order-2">
          {t('closeBeside')}
        </Button>
        <div className="flex items-center gap-x-3 text-sm max-md:order-2 max-md:w-full md:order-1">
          <Button variant="text" size="small" disabled={!previous} onClick={() => previous && onShow(previous.id)}>
            {t('previous')}
          </Button>
          <span className="text-xs text-ink-2">{t('position', position)}</span>
          <Button variant="text" size="small" disabled={!next} onClick={() => next && onShow(next.id)}>
            {t('next')}
          </Button>
          <a
            href={`/api/files/${file.id}`}
            target="_blank"
            rel="noreferrer"
            className={buttonClass('text', 'small', 'max-md:ml-auto')}
          >
            {t('openAlone')}
          </a>
        </div>
      </div>
      <SheetBody file={file} />
    </dialog>
  );
}

function SheetBody({ file }: { file: DeskFile }) {
  const t = useDocumentWords();
  const address = `/api/files/${file.id}`;
  const title = t('besideLabel', { name: file.name });
  if (file.kind === 'PICTURE')
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a place that scrolls must be reachable by keyboard
      <div tabIndex={0} className="min-h-0 flex-1 overflow-auto border border-rule">
        {/* biome-ignore lint/performance/noImgElement: private pictures come through the check of scope */}
        <img src={address} alt={title} className="mx-auto max-w-full" />
      </div>
    );
  if (file.kind === 'PDF')
    return (
      <>
        <iframe key={file.id} src={address} title={title} className="min-h-0 w-full flex-1 border border-rule" />
        <p className="px-3 py-1 text-xs text-ink-3">{t('pdfFallback')}</p>
      </>
    );
  return (
    <p className="px-3 py-4">
      {t('cannotShow')}{' '}
      <a href={`${address}?download`} className="underline">
        {t('download')}
      </a>
    </p>
  );
}
