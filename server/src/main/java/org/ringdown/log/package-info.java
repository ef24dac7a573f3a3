/**
 * Log lines: to stderr only, one line a record, nothing in them that the wire could have put there to be acted on.
 *
 * <p>Not here: what is worth logging.
 */
package org.ringdown.log;
