/**
 * What an operator's monitoring reads at {@code /metrics}: the words of Prometheus, seconds and bytes, and never a number or a Call-ID in a
 * label. Each part stands at a port of the gateway, counts what passes and hands it on.
 */
package org.ringdown.metrics;
