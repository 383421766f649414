import en from '../messages/en/case-files.json';
import zh from '../messages/zh-CN/case-files.json';
import { wordsFrom } from './words';

export const useCaseFileWords = wordsFrom('case-files', { 'zh-CN': zh, en });
