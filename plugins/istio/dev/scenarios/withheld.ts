import { cluster, clusterWith } from '../build/clusters';
import { entityStatus } from '../build/facts';
import type { Scenario } from './Scenario';

/** The account of the backend may not list pods. */
export const payments: Scenario = {
  name: 'payments',
  title: 'Forbidden',
  remark: 'which right, on what, whom to ask; no counts',
  status: entityStatus('payments', {
    state: 'unknown',
    clusters: ['eu-1', 'eu-2'].map(name =>
      clusterWith(
        name,
        'pods',
        'forbidden',
        'as system:serviceaccount:backstage:reader',
      ),
    ),
  }),
};

/** The reader's own account may not see the entity's mesh state. */
export const ledger: Scenario = {
  name: 'ledger',
  title: 'Not permitted to the reader',
  remark: 'the permission policy of Backstage says no',
  failure: {
    status: 403,
    name: 'NotAllowedError',
    message: 'Not allowed to read the mesh state of component:default/ledger',
  },
};

/** The backend does not answer. */
export const returns: Scenario = {
  name: 'returns',
  title: 'No answer of the backend',
  remark: 'nothing is known, and it says so',
  failure: {
    status: 503,
    name: 'ServiceUnavailableError',
    message: 'The Istio backend is starting',
  },
};

/** Nothing was answered yet. */
export const basket: Scenario = {
  name: 'basket',
  title: 'Loading',
  remark: 'final height, labels already there',
};

/** One cluster is late. */
export const invoices: Scenario = {
  name: 'invoices',
  title: 'Loading, one cluster late',
  remark: 'the late cluster is named',
  status: entityStatus('invoices', {
    state: 'unknown',
    clusters: [
      cluster('eu-1'),
      cluster('eu-2', { state: 'syncing', confirmedAt: undefined }),
      cluster('us-1'),
    ],
  }),
};
