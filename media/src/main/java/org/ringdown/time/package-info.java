/**
 * Time as an argument: what the clock says, and what is to happen later.
 *
 * <p>Given once, in {@code Main}; tests give simulated ones.
 */
package org.ringdown.time;
