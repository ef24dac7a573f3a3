package org.ringdown.leg.sip;

import java.util.Optional;
import org.ringdown.call.CallEvent.KeysPressed;
import org.ringdown.call.Keys;
import org.ringdown.media.RtpMedia;
import org.ringdown.shard.DtmfInfo;
import org.ringdown.shard.SipOrder;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Methods;

/** The keys of one SIP leg: those that its far end presses, in whatever way, and those that are pressed for it. */
final class SipKeys {
    private final SipTies ties;
    private final RtpMedia media;
    private final KeysOnce once = new KeysOnce();

    SipKeys(SipTies ties, RtpMedia media) {
        this.ties = ties;
        this.media = media;
    }

    /** The other side pressed them. */
    void send(Keys keys, MediaPolicy policy) {
        if (policy.sendsInfo()) keys.digits().chars().forEach(key -> sendInfo((char) key, keys));
        else if (!keys.inMedia()) media.sendKeys(keys.digits(), keys.duration(), keys.gap());
    }

    private void sendInfo(char key, Keys keys) {
        var info = new DtmfInfo(key, keys.duration());
        var content = new SipOrder.Request.Content(DtmfInfo.RELAY, info.body());
        ties.order(
                new SipOrder.Request(
                        ties.leg(), "pressed", Methods.INFO, Headers.NONE, Optional.of(content)));
    }

    void heard(char key) {
        once.heard(key, ties.house().now());
        ties.tell(new KeysPressed(ties.leg(), Keys.heard(key)));
    }

    /** A key by INFO, which waits for the same one in the media. */
    void told(DtmfInfo info) {
        once.told(info, ties.house().now()).ifPresent(told -> ties.later(KeysOnce.WAIT, told));
    }

    /** It has waited. */
    void waited(KeysOnce.Told told) {
        if (!once.counts(told)) return;
        var info = told.info();
        var keys = new Keys(String.valueOf(info.key()), info.duration(), Keys.USUAL_GAP, false);
        ties.tell(new KeysPressed(ties.leg(), keys));
    }
}
