package org.ringdown.sip.event;

import java.time.Duration;
import java.util.List;
import org.ringdown.sip.Contact;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipUri;

/**
 * What is to be subscribed to, and as whom.
 *
 * @param owner whose tags and Call-IDs these are
 * @param target whose state it is, the Request-URI
 * @param address ours, for From
 * @param contact where notifications are to be sent: us
 * @param routes the outbound proxies, nearest first
 * @param expires how long to ask for; a notifier may insist on longer, or grant less
 */
public record Watch(
        String owner,
        EventPackage about,
        SipUri target,
        NameAddr address,
        Contact contact,
        List<NameAddr> routes,
        Duration expires) {
    public Watch {
        routes = List.copyOf(routes);
    }
}
