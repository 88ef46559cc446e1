import { FLEET_SCENARIOS, type FleetScenario } from './fleetScenarios';

/** The scenario that `?fleet=` of the page names, else the first. */
export function fleetOfAddress(): FleetScenario {
  const name = new URLSearchParams(window.location.search).get('fleet');
  return (
    FLEET_SCENARIOS.find(scenario => scenario.name === name) ??
    FLEET_SCENARIOS[0]
  );
}
