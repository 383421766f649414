'use client';

import { useLocale } from 'next-intl';
import { useState } from 'react';
import { RadioGroup } from '@/components/ui/choices';
import { Field } from '@/components/ui/field';
import { useRestored } from '@/components/ui/form-context';
import { formatRate } from '@/domain/money';
import type { ReportItem } from '@/domain/programme';
import { type Answers, scoreReport } from '@/domain/scoring';
import { useDueDiligenceWords } from '@/i18n/client/due-diligence';
import { labelOf } from '@/i18n/label';
import { answerName } from '../field-names';

/** The scored items as radio buttons, with the score that the present answers make. */
export function ScoredItems({
  items,
  answers: saved,
  minimumScoreBps,
}: {
  items: readonly ReportItem[];
  answers: Answers;
  minimumScoreBps: number;
}) {
  const t = useDueDiligenceWords();
  const locale = useLocale();
  const restored = useRestored();
  const [answers, setAnswers] = useState<Answers>(() =>
    Object.fromEntries(
      items.flatMap(({ code }) => {
        const answer = restored[answerName(code)] ?? saved[code];
        return typeof answer === 'string' && answer !== '' ? [[code, answer]] : [];
      }),
    ),
  );
  const { scoreBps, missing } = scoreReport(items, answers);
  return (
    <>
      {items.map((item) => (
        <Field key={item.code} name={answerName(item.code)} label={labelOf(item.name, locale)} group>
          <RadioGroup
            {...(saved[item.code] === undefined ? {} : { defaultValue: saved[item.code] })}
            choices={item.options.map((option) => ({
              value: option.code,
              label: (
                <>
                  {labelOf(option.name, locale)}
                  <span className="ml-2 text-xs text-ink-3">{t('points', { points: option.points })}</span>
                </>
              ),
            }))}
            onChange={(value) => setAnswers((known) => ({ ...known, [item.code]: value }))}
          />
        </Field>
      ))}
      <output aria-live="polite" className="mb-4.5 block border-t-2 border-b border-t-ink border-b-rule py-2">
        <b className="text-lg">{formatRate(scoreBps)}</b>
        <span className="ml-3 text-sm text-ink-2">
          {t('scoreLine', {
            minimum: formatRate(minimumScoreBps),
            answered: items.length - missing.length,
            total: items.length,
          })}
        </span>
        {missing.length === 0 && scoreBps < minimumScoreBps && (
          <span className="ml-3 text-sm font-bold text-red">{t('scoreTooLow')}</span>
        )}
      </output>
    </>
  );
}
