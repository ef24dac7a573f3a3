/**
 * The command line: what {@code ./ringdown} hands on to Java.
 *
 * <p>stdout carries results only (the ready line, a token); everything else goes to stderr. Exit codes: 0 ended, 1 configuration,
 * 2 port taken; 3 and 4 belong to the launcher.
 *
 * <p>Not here: how the gateway is put together.
 */
package org.ringdown.cli;
