import { getTranslations } from 'next-intl/server';
import { ActionForm } from '@/components/ui/action-form';
import { SectionHead } from '@/components/ui/heads';
import { Link } from '@/components/ui/link';
import { SayBar } from '@/components/ui/say-bar';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Actor } from '@/domain/actor';
import type { GeneratedKind } from '@/domain/programme';
import { generate, generateOfSession } from '../actions';
import { listGenerated, listGeneratedMinutes } from '../queries';
import { GeneratedTable } from './generated-table';

/** Documents made of a case: what may be made now as buttons, what was made as a list. */
export async function GeneratedPanel({ actor, caseId }: { actor: Actor; caseId: string }) {
  const documents = await listGenerated(actor, caseId);
  if (!documents) return null;
  const { made, makeable, later } = documents;
  if (made.length + makeable.length + later.length === 0) return null;
  const t = await getTranslations('generated-documents');
  const kinds = await getTranslations('programmes.values.generatedKinds');
  return (
    <section aria-labelledby="generated-documents">
      <SectionHead id="generated-documents" className="mt-8">
        {t('title')}
      </SectionHead>
      <p className="mb-3 text-sm text-ink-2">{t('note')}</p>
      <div className="mb-3 flex flex-wrap gap-2">
        {makeable.map(({ kind }) => (
          <ActionForm key={kind} action={generate} aria-label={kinds(kind)}>
            <input type="hidden" name="caseId" value={caseId} />
            <input type="hidden" name="kind" value={kind} />
            <MakeButton kind={kind} again={made.some((row) => row.kind === kind)} />
          </ActionForm>
        ))}
      </div>
      <GeneratedTable made={made} />
      {later.length > 0 && (
        <p className="mt-2 text-sm text-ink-2">
          {t('later', { kinds: later.map((kind) => kinds(kind)).join(t('separator')) })}
        </p>
      )}
    </section>
  );
}

/** The minutes of a session as a document. */
export async function MinutesPanel({ actor, sessionId }: { actor: Actor; sessionId: string }) {
  const documents = await listGeneratedMinutes(actor, sessionId);
  if (!documents || (documents.made.length === 0 && !documents.mayMake)) return null;
  const { made, mayMake } = documents;
  const t = await getTranslations('generated-documents');
  return (
    <section aria-labelledby="generated-documents" className="screen-only mt-8">
      <SectionHead id="generated-documents">{t('title')}</SectionHead>
      {mayMake && (
        <ActionForm action={generateOfSession} className="mb-3">
          <input type="hidden" name="sessionId" value={sessionId} />
          <MakeButton kind="SESSION_MINUTES" again={made.length > 0} />
        </ActionForm>
      )}
      <GeneratedTable made={made} />
    </section>
  );
}

async function MakeButton({ kind, again }: { kind: GeneratedKind; again: boolean }) {
  const t = await getTranslations('generated-documents');
  const kinds = await getTranslations('programmes.values.generatedKinds');
  return <SubmitButton variant="default">{t(again ? 'again' : 'make', { kind: kinds(kind) })}</SubmitButton>;
}

/** Says on the case that the document for which the applicant waits can be made; nothing once it was. */
export async function WaitedDocument({ actor, caseId }: { actor: Actor; caseId: string }) {
  const waited = (await listGenerated(actor, caseId))?.makeable.filter((row) => row.waited) ?? [];
  if (waited.length === 0) return null;
  const t = await getTranslations('generated-documents');
  const kinds = await getTranslations('programmes.values.generatedKinds');
  return (
    <SayBar tone="accent" className="my-3" detail={t('waitedNext')}>
      <Link href={`/cases/${caseId}?tab=documents`}>
        {t('waited', { kinds: waited.map(({ kind }) => kinds(kind)).join(t('separator')) })}
      </Link>
    </SayBar>
  );
}
