import * as z from 'zod';
import { choiceField, idField, textField } from '@/features/form-fields';

export const MAX_PHRASE_CHARACTERS = 200;
/** own phrases of one person, and shared ones of one organisation */
export const MAX_PHRASES = 50;

export const PHRASE_KEEPERS = ['OWN', 'UNIT'] as const;
/** whose phrase it is: the person's own, or of the whole organisation */
export type PhraseKeeper = (typeof PHRASE_KEEPERS)[number];

const text = textField(MAX_PHRASE_CHARACTERS, { lines: true });

export const newPhraseSchema = z.object({ keeper: choiceField(PHRASE_KEEPERS), text });
export const phraseSchema = z.object({ phraseId: idField, text });
export const removeSchema = z.object({ phraseId: idField });
