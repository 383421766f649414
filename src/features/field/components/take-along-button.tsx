'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { canKeep, keepEntry } from '@/lib/private-store';
import { caseEntryId, type TakenCase } from '../entries';
import { markFieldUser } from '../field-user';

/** Puts the case on this phone, encrypted, so that its visit or report can be written without a network. */
export function TakeAlongButton({ userId, taken }: { userId: string; taken: TakenCase }) {
  const t = useTranslations('field');
  const [state, setState] = useState<'offered' | 'taken' | 'failed'>('offered');

  async function take() {
    if (!canKeep()) return setState('failed');
    try {
      await keepEntry(userId, caseEntryId(taken.caseId), taken, Date.now());
      markFieldUser(userId);
      setState('taken');
    } catch {
      setState('failed');
    }
  }

  return (
    <div className="screen-only mt-4 flex flex-wrap items-center gap-3 text-sm">
      <Button size="small" onClick={() => void take()}>
        {t('take')}
      </Button>
      <span aria-live="polite">
        {state === 'taken' && (
          <>
            {t('taken')} <Link href="/field">{t('open')}</Link>
          </>
        )}
        {state === 'failed' && t('cannotKeep')}
      </span>
    </div>
  );
}
