import en from '../messages/en/programmes.json';
import zh from '../messages/zh-CN/programmes.json';
import { wordsFrom } from './words';

const messages = { 'zh-CN': zh, en };

export const useProgrammeWords = wordsFrom('programmes', messages);
export const useProgrammeEditWords = wordsFrom('programmes.edit', messages);
