package org.ringdown.leg.sip;

import org.ringdown.sip.SipRequest;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;

final class Registrar {
    Registrar(SipHouse house) {}

    void register(String shard, TransactionId id, SipRequest request, Flow flow) {}
}
