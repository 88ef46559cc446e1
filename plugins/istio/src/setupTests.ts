import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Patient, for a busy machine takes its time: only what never comes costs all of it.
configure({ asyncUtilTimeout: 60_000 });
jest.setTimeout(240_000);
