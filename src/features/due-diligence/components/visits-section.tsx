import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { SectionHead } from '@/components/ui/heads';
import { Section } from '@/components/ui/page';
import { Status } from '@/components/ui/status';
import { DocumentLink } from '@/features/documents/components/document-desk';
import { labelOf } from '@/i18n/label';
import type { DueDiligenceView, VisitView } from '../queries';

/** The visits to the place, each with its photos; `below` adds a control to each visit that still counts. */
export async function VisitsSection({
  view,
  below,
}: {
  view: DueDiligenceView;
  below?: ((visit: VisitView) => ReactNode) | undefined;
}) {
  const t = await getTranslations('due-diligence');
  return (
    <Section aria-labelledby="visits">
      <SectionHead id="visits" note={t('visitsNote')}>
        {t('visits')}
      </SectionHead>
      {view.visits.length === 0 && <p className="text-ink-2">{t('noVisits')}</p>}
      {view.visits.map((visit) => (
        <article key={visit.id} id={`visit-${visit.id}`} className="border-t border-rule py-3">
          <VisitBody caseId={view.facts.id} visit={visit} />
          {visit.counts && below?.(visit)}
        </article>
      ))}
    </Section>
  );
}

async function VisitBody({ caseId, visit }: { caseId: string; visit: VisitView }) {
  const t = await getTranslations('due-diligence');
  const locale = await getLocale();
  return (
    <>
      <h3 className="font-bold">
        {visit.visitedOn}
        <span className="ml-3 font-normal">{visit.place}</span>
      </h3>
      <p className="text-sm text-ink-2">
        {t('visitors', { names: visit.visitors.map((name) => labelOf(name, locale)).join(t('listSeparator')) })}
        {!visit.counts && <span className="ml-3">{t('visitOutdated')}</span>}
      </p>
      <p className="my-1.5 whitespace-pre-line">{visit.observations}</p>
      {visit.photoCount === 0 ? (
        <Status tone="red" hollow>
          {t('noPhotos')}
        </Status>
      ) : (
        visit.photos.length === 0 && <Status>{t('photosHidden', { count: visit.photoCount })}</Status>
      )}
      {visit.photos.length > 0 && (
        <ul className="grid grid-cols-2 gap-3 md:grid-cols-4">
          {visit.photos.map((photo, index) => (
            <li key={photo.documentId}>
              <DocumentLink caseId={caseId} documentId={photo.documentId} className="block">
                {/** biome-ignore lint/performance/noImgElement: private, streamed through the check of scope */}
                <img
                  src={`/api/files/${photo.documentId}`}
                  alt={t('photoAlt', { number: index + 1, day: visit.visitedOn, name: photo.name })}
                  loading="lazy"
                  className="h-24 w-full border border-rule object-cover"
                />
                <span className="block truncate text-xs">{photo.name}</span>
              </DocumentLink>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
