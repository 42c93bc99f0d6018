"""The messages of proto/pingyi/v1/{log,manifest}.proto."""

from wire import BOOL, BYTES, STRING, UINT32, UINT64, Message

PAYLOAD = Message({1: ("inline", BYTES), 2: ("blob_sha256", BYTES)}, one=True)

_SHARE = Message({1: ("round", UINT32), 2: ("member", UINT32),
                  3: ("size", UINT64), 4: ("root", BYTES),
                  5: ("payload", PAYLOAD), 6: ("signature", BYTES)})
_ATTESTATION = Message({1: ("official", UINT32), 2: ("size", UINT64),
                        3: ("root", BYTES), 4: ("counts_sha256", BYTES),
                        5: ("signature", BYTES)})

LOG_ENTRY = Message({
    1: ("manifest", BYTES),
    2: ("dkg_commit", Message({
        1: ("committee", UINT32), 2: ("member", UINT32),
        3: ("message_sha256", BYTES), 4: ("signature", BYTES)})),
    3: ("dkg_message", Message({
        1: ("committee", UINT32), 2: ("member", UINT32),
        3: ("message", PAYLOAD), 4: ("signature", BYTES)})),
    4: ("dkg_confirm", Message({
        1: ("committee", UINT32), 2: ("member", UINT32),
        3: ("signature", BYTES)})),
    5: ("dkg_complaint", Message({
        1: ("committee", UINT32), 2: ("dealer", UINT32), 3: ("member", UINT32),
        4: ("shared_secret", BYTES), 5: ("proof", BYTES),
        6: ("signature", BYTES)})),
    6: ("active_set", Message({
        1: ("version", UINT32), 2: ("issuers", [UINT32]),
        3: ("signature", BYTES)})),
    7: ("reissue", Message({
        1: ("deputy", UINT32), 2: ("credential_key", BYTES),
        3: ("signature", BYTES)})),
    8: ("token_request", Message({
        1: ("deputy", UINT32), 2: ("blinded", [BYTES]),
        3: ("signature", BYTES)})),
    9: ("open", Message({
        1: ("round", UINT32), 2: ("key_id", BYTES),
        3: ("active_set_sha256", BYTES), 4: ("checked_in", UINT32),
        5: ("signature", BYTES)})),
    10: ("ballot", Message({1: ("round", UINT32), 2: ("ballot", BYTES)})),
    11: ("closing", Message({1: ("round", UINT32), 2: ("signature", BYTES)})),
    12: ("close", Message({
        1: ("round", UINT32), 2: ("size", UINT64), 3: ("root", BYTES),
        4: ("signature", BYTES)})),
    13: ("audit_share", _SHARE),
    14: ("tally_share", _SHARE),
    15: ("result", Message({
        1: ("round", UINT32), 2: ("ballots", UINT32), 3: ("withheld", BOOL),
        4: ("counts", [UINT32])})),
    16: ("zero_check", _ATTESTATION),
    17: ("verified", _ATTESTATION),
    18: ("objection", Message({
        1: ("official", UINT32), 2: ("size", UINT64), 3: ("root", BYTES),
        4: ("text", STRING), 5: ("signature", BYTES)})),
    19: ("announce", Message({
        1: ("round", UINT32), 2: ("counts_sha256", BYTES),
        3: ("signature", BYTES)})),
    20: ("abort", Message({
        1: ("round", UINT32), 2: ("reason", STRING),
        3: ("signature", BYTES)})),
}, one=True)

_NAME = {1: ("name_zh", STRING), 2: ("name_en", STRING)}
_OFFICIAL = Message({
    1: ("name", STRING), 2: ("signing_key", BYTES), 3: ("roles", [UINT32]),
    4: ("trustee_transport_key", BYTES), 5: ("issuer_transport_key", BYTES),
    6: ("witness_key", BYTES)})
_GRADE = Message({**_NAME, 3: ("levels", UINT32), 4: ("basis_points", UINT32),
                  5: ("strictly_more", BOOL)})
_COUNTING = Message({1: ("denominator", UINT32), 2: ("grades", [_GRADE]),
                     3: ("score", BOOL), 4: ("ranking", BOOL)})

MANIFEST = Message({
    1: ("version", UINT32), 2: ("nonce", BYTES), 3: ("kind", UINT32),
    4: ("title_zh", STRING), 5: ("title_en", STRING),
    6: ("evaluated_year", UINT32), 7: ("meeting_date", STRING),
    8: ("place", STRING), 9: ("rounds", UINT32),
    10: ("contests", [Message(_NAME)]),
    11: ("levels", [Message({**_NAME, 3: ("weight", UINT32)})]),
    12: ("blank_allowed", BOOL), 13: ("pack", UINT32),
    14: ("roster_sha256", BYTES), 15: ("roster_size", UINT32),
    16: ("meeting_quorum", UINT32), 17: ("officials", [_OFFICIAL]),
    18: ("trustee_threshold", UINT32), 19: ("issuer_threshold", UINT32),
    20: ("witness_quorum", UINT32), 21: ("log_key", BYTES),
    22: ("origin", STRING), 23: ("mix_batch", UINT32),
    24: ("min_voters", UINT32), 25: ("min_ballots", UINT32),
    26: ("send_window_seconds", UINT32), 27: ("late_check_in", BOOL),
    28: ("counting", _COUNTING), 29: ("repeats_session_id", BYTES)})

ROSTER = Message({1: ("entries", [Message({
    1: ("deputy", UINT32), 2: ("credential_key", BYTES)})])})
