import en from '../messages/en/back-entries.json';
import zh from '../messages/zh-CN/back-entries.json';
import { wordsFrom } from './words';

export const useBackEntryWords = wordsFrom('back-entries', { 'zh-CN': zh, en });
