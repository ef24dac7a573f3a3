/**
 * Messages to browsers whose pages are closed, by their makers' push services (RFC 8030).
 *
 * <p>Read {@link org.ringdown.webpush.WebPush} first; then {@link org.ringdown.webpush.MessageEncryption} (RFC 8291), {@link
 * org.ringdown.webpush.ApplicationServer}, which is us (RFC 8292), and {@link org.ringdown.webpush.PushHosts}, whom we send anything at all.
 */
package org.ringdown.webpush;
