import { BULLETIN_FIGURES, type BulletinFigure } from '@/domain/bulletin-text';
import { locales } from '@/i18n/locale';
import { translatorFor } from '@/i18n/translator';

/** The names by which the figures of a text are typed, in every language: what one reader wrote another may edit. */
export function figuresByName(): Map<string, BulletinFigure> {
  return new Map(
    locales.flatMap((locale) => {
      const t = translatorFor(locale);
      return BULLETIN_FIGURES.map((figure) => [t(`bulletins.figures.${figure}`), figure] as const);
    }),
  );
}
