/**
 * The gateway put together: calls, users, routes and the SIP side, given time, chance, executor, media and network from outside.
 *
 * <p>The program and the simulator build the same thing here, from different surroundings.
 */
package org.ringdown.gateway;
