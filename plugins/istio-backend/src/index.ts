/**
 * Backend of Meshwright: watches clusters and serves the state of the mesh for
 * catalog entities.
 *
 * @packageDocumentation
 */
export { istioPlugin as default } from './plugin';
