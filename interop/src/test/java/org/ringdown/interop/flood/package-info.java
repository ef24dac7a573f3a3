/**
 * Many who send as fast as they can, and prove nothing.
 *
 * <p>Not here: whether anybody notices; that is for the scenarios.
 */
package org.ringdown.interop.flood;
