/**
 * Other programs: started, watched, measured from outside through /proc, and stopped.
 *
 * <p>Not here: what any of them is.
 */
package org.ringdown.interop.process;
