import en from '../messages/en/documents.json';
import zh from '../messages/zh-CN/documents.json';
import { wordsFrom } from './words';

export const useDocumentWords = wordsFrom('documents', { 'zh-CN': zh, en });
