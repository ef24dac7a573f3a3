package org.ringdown.sip.registration;

import java.time.Duration;
import java.util.List;
import org.ringdown.sip.Contact;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipUri;

/**
 * What a line is to be registered as, and where.
 *
 * @param owner names the line; its {@link org.ringdown.sip.auth.Credentials} have the same owner
 * @param registrar the Request-URI: the domain, without a user (RFC 3261 §10.2)
 * @param address the address of record, for From and To
 * @param contact where calls for it are to be sent: us
 * @param routes the outbound proxies, nearest first; empty where the registrar is asked directly
 * @param expires how long to ask for; a registrar may insist on longer
 */
public record Account(
        String owner,
        SipUri registrar,
        NameAddr address,
        Contact contact,
        List<NameAddr> routes,
        Duration expires) {
    public Account {
        routes = List.copyOf(routes);
    }
}
