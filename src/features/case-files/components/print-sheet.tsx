'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { SayBar } from '@/components/ui/say-bar';
import { useActionForm } from '@/components/ui/use-action-form';
import { useCaseFileWords } from '@/i18n/client/case-files';
import { print } from '../actions';
import type { Paper } from '../schema';

/**
 * A paper on the screen. On real paper it comes out only after the button has recorded who prints it; the browser's own
 * print command gives a line that says so.
 */
export function PrintSheet({
  caseId,
  paper,
  paymentId,
  children,
}: {
  caseId: string;
  paper: Paper;
  paymentId?: string;
  children: ReactNode;
}) {
  const t = useCaseFileWords();
  const [recorded, setRecorded] = useState(false);
  const { state, pending, formProps } = useActionForm(print, () => setRecorded(true));

  useEffect(() => {
    if (!recorded) return;
    // one record, one print
    const shut = () => setRecorded(false);
    window.addEventListener('afterprint', shut);
    window.print();
    return () => window.removeEventListener('afterprint', shut);
  }, [recorded]);

  return (
    <>
      <form {...formProps} className="screen-only my-3 flex flex-wrap items-center gap-3">
        <input type="hidden" name="caseId" value={caseId} />
        <input type="hidden" name="paper" value={paper} />
        {paymentId !== undefined && <input type="hidden" name="paymentId" value={paymentId} />}
        <Button type="submit" variant="primary" aria-disabled={pending || undefined}>
          {t('print.button')}
        </Button>
        <span className="text-sm text-ink-2">{t('print.note')}</span>
      </form>
      {state?.ok === false && (
        <SayBar tone="red" live className="screen-only my-3">
          {state.formError}
        </SayBar>
      )}
      {!recorded && <p className="print-only">{t('print.unrecorded')}</p>}
      <div className="paper" data-recorded={recorded ? '' : undefined}>
        {children}
      </div>
    </>
  );
}
