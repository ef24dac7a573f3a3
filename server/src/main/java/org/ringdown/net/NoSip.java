package org.ringdown.net;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.way.SipTransport;

/** SIP switched off: no way leads anywhere. */
public final class NoSip implements SipTransport {
    @Override
    public void send(Flow flow, ByteBuffer message, Runnable failed) {
        failed.run();
    }

    @Override
    public void locate(SipUri target, Consumer<List<Hop>> found) {
        found.accept(List.of());
    }

    @Override
    public void connect(Hop hop, Consumer<Optional<Flow>> connected) {
        connected.accept(Optional.empty());
    }

    @Override
    public boolean isOpen(Flow flow) {
        return false;
    }

    @Override
    public String sentBy(Flow flow) {
        throw new IllegalStateException("there are no flows while SIP is off");
    }
}
