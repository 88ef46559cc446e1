import { loyalty, shipping } from './aged';
import { cart } from './cart';
import { catalogApi } from './catalogApi';
import { checkout } from './checkout';
import { giftCards, newsletter, reports, search } from './empty';
import type { Scenario } from './Scenario';
import { recommend } from './recommend';
import { wishlist } from './wishlist';
import { basket, invoices, ledger, payments, returns } from './withheld';

/** Every state that card and tab can be in, one entity each. */
export const SCENARIOS: readonly Scenario[] = [
  cart,
  checkout,
  catalogApi,
  basket,
  shipping,
  loyalty,
  giftCards,
  search,
  reports,
  newsletter,
  payments,
  ledger,
  returns,
  invoices,
  wishlist,
  recommend,
];
