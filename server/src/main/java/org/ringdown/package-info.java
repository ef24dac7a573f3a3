/**
 * The program: {@link org.ringdown.Main} is the map, the one place that sees every floor.
 *
 * <p>Not here: anything that could be somewhere else.
 */
package org.ringdown;
