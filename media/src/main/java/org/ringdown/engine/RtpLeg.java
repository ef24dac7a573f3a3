package org.ringdown.engine;

import java.io.IOException;
import java.util.Optional;
import org.ringdown.media.Filler;
import org.ringdown.media.MediaListener;
import org.ringdown.media.RtpMedia;
import org.ringdown.media.RtpRemote;
import org.ringdown.transport.RtpTransport;
import org.ringdown.transport.TransportListener;

/** A SIP leg. */
final class RtpLeg extends NetworkLeg<RtpTransport> implements RtpMedia {
    private boolean agreed;

    RtpLeg(MediaWorker worker, MediaListener listener) {
        super(worker, listener);
    }

    void open(String cname, Filler filler) {
        int ssrc = worker().random().nextInt();
        open(ssrc, cname, Optional.of(filler), this::transport);
        line().ifPresent(line -> listener().opened(line.transport().local()));
    }

    private RtpTransport transport(TransportListener heard) throws IOException {
        var worker = worker();
        return new RtpTransport(
                worker.loop(), worker.ports(), worker.dtls(), worker.scratch(), heard, listener());
    }

    @Override
    public void remote(RtpRemote remote) {
        post(() -> line().ifPresent(line -> agree(line, remote)));
    }

    private void agree(Line<RtpTransport> line, RtpRemote remote) {
        line.transport().remote(remote);
        line.egress().silentKeys(remote.silentKeys());
        line.agree(remote.receiving(), remote.sending());
        line.expectSound();
        formatsChanged();
        if (agreed) return;
        agreed = true;
        listener().connected();
    }
}
