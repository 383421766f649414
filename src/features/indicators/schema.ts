import * as z from 'zod';
import { AGGREGATIONS, FACTORS, INDICATOR_UNITS, READINGS, SEGMENTS } from '@/domain/indicator';
import { COUNTABLES } from '@/domain/measures';
import { APPLICANT_KINDS, STAGES } from '@/domain/stage';
import { choiceField, dayField, optional, textField } from '@/features/form-fields';

const code = textField(40);
const words = (max: number) => textField(max, { lines: true });

/** Every field of a definition; whether they fit each other, the rule says. */
export const definitionSchema = z
  .object({
    code,
    nameZh: textField(40),
    nameEn: optional(textField(80)),
    descriptionZh: words(500),
    descriptionEn: optional(words(500)),
    source: textField(200),
    aggregation: choiceField(AGGREGATIONS),
    numerator: choiceField(COUNTABLES),
    denominator: optional(choiceField([...COUNTABLES, 'TARGET'])),
    factor: choiceField(FACTORS.map(String)),
    reading: choiceField(READINGS),
    unit: choiceField(INDICATOR_UNITS),
    stage: optional(choiceField(STAGES)),
    segment: optional(choiceField(SEGMENTS)),
    kinds: z.preprocess((value) => [value ?? []].flat(), z.array(choiceField(APPLICANT_KINDS))),
    better: choiceField(['MORE', 'LESS', 'NEITHER']),
    validFrom: dayField,
  })
  .transform(({ nameZh, nameEn, descriptionZh, descriptionEn, better, factor, ...input }) => ({
    code: input.code,
    name: { zh: nameZh, en: nameEn ?? '' },
    description: { zh: descriptionZh, en: descriptionEn ?? '' },
    source: input.source,
    moreIsBetter: better === 'NEITHER' ? null : better === 'MORE',
    validFrom: input.validFrom,
    body: {
      numerator: input.numerator,
      denominator: input.denominator,
      factor: Number(factor),
      aggregation: input.aggregation,
      reading: input.reading,
      unit: input.unit,
      stage: input.stage,
      segment: input.segment,
      kinds: input.kinds,
    },
  }));

export const endSchema = z.object({ code, validTo: dayField });
