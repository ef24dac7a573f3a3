/**
 * What the operator wrote, read once and checked whole before anything starts: one tree of records.
 *
 * <p>Read {@link org.ringdown.config.Configuration} first: it is the list of all keys. A key comes, in this order, from a
 * {@code --set} flag, the environment, the file, or its default; {@link org.ringdown.config.ConfigurationReader} puts the four
 * together, and names every mistake with its line and what was probably meant.
 *
 * <p>Not here: what the keys do.
 */
package org.ringdown.config;
