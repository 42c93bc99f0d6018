#include "crypto/merkle/tile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "crypto/base/bytes.h"
#include "tests/support/status_matchers.h"

namespace pingyi {
namespace {

using ::pingyi::testing::FailsWith;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

TEST(TilePathTest, GroupsTheIndexByThreeDigits) {
  EXPECT_EQ(HashTilePath({.level = 0, .index = 0}), "tile/0/000");
  EXPECT_EQ(HashTilePath({.level = 0, .index = 999}), "tile/0/999");
  EXPECT_EQ(HashTilePath({.level = 1, .index = 1000}), "tile/1/x001/000");
  EXPECT_EQ(HashTilePath({.level = 2, .index = 1234067}),
            "tile/2/x001/x234/067");
}

TEST(TilePathTest, MarksPartialTiles) {
  EXPECT_EQ(HashTilePath({.level = 0, .index = 273, .width = 112}),
            "tile/0/273.p/112");
  EXPECT_EQ(EntryBundlePath(1234, 7), "tile/entries/x001/234.p/7");
  EXPECT_EQ(EntryBundlePath(3, 256), "tile/entries/003");
}

TEST(TilePathTest, ReadsWhatItWrites) {
  for (const uint64_t index :
       {uint64_t{0}, uint64_t{7}, uint64_t{1000}, uint64_t{1234067},
        uint64_t{999999999999999999}}) {
    for (const uint32_t width : {1U, 255U, 256U}) {
      const TileId tile = {.level = 7, .index = index, .width = width};
      EXPECT_EQ(ParseTilePath(HashTilePath(tile)).value(),
                (TilePath{.entries = false, .tile = tile}));
      EXPECT_EQ(ParseTilePath(EntryBundlePath(index, width)).value(),
                (TilePath{.entries = true,
                          .tile = {.index = index, .width = width}}));
    }
  }
}

struct RefusedPath {
  std::string path;
  std::string reason;
};

class RefusedTilePathTest : public ::testing::TestWithParam<RefusedPath> {};

TEST_P(RefusedTilePathTest, IsRefusedForItsReason) {
  EXPECT_THAT(ParseTilePath(GetParam().path),
              FailsWith(kInvalid, GetParam().reason));
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedTilePathTest,
    ::testing::Values(RefusedPath{"", "does not start with tile/"},
                      RefusedPath{"/tile/0/000", "does not start with tile/"},
                      RefusedPath{"tile/0", "no index"},
                      RefusedPath{"tile//000", "not a number"},
                      RefusedPath{"tile/8/000", "level above 7"},
                      RefusedPath{"tile/4294967296/000", "not a number"},
                      RefusedPath{"tile/-1/000", "not a number"},
                      RefusedPath{"tile/00/000", "not canonical"},
                      RefusedPath{"tile/0/00", "groups of three"},
                      RefusedPath{"tile/0/0000", "groups of three"},
                      RefusedPath{"tile/0/", "groups of three"},
                      RefusedPath{"tile/0/x000/001", "not canonical"},
                      RefusedPath{"tile/0/x001", "not canonical"},
                      RefusedPath{"tile/0/001/001", "not canonical"},
                      RefusedPath{"tile/0/../000", "groups of three"},
                      RefusedPath{"tile/0/ 01", "not a number"},
                      RefusedPath{"tile/0/x001/x001/x001/x001/x001/x001/001",
                                  "too large"},
                      RefusedPath{"tile/0/000.p/0", "not from 1 to 255"},
                      RefusedPath{"tile/0/000.p/256", "not from 1 to 255"},
                      RefusedPath{"tile/0/000.p/", "not a number"},
                      RefusedPath{"tile/0/000.p/07", "not canonical"},
                      RefusedPath{"tile/0/000.p/1.p/1", "not a number"},
                      RefusedPath{"tile/entries/000.p/1/", "not a number"}));

TEST(HashTilesTest, CoversTheExampleOfTlogTiles) {
  const std::vector<TileId> tiles = HashTiles(70000);

  ASSERT_EQ(tiles.size(), 273U + 1 + 1 + 1 + 1);
  EXPECT_EQ(tiles[272], (TileId{.level = 0, .index = 272, .width = 256}));
  EXPECT_EQ(tiles[273], (TileId{.level = 0, .index = 273, .width = 112}));
  EXPECT_EQ(tiles[274], (TileId{.level = 1, .index = 0, .width = 256}));
  EXPECT_EQ(tiles[275], (TileId{.level = 1, .index = 1, .width = 17}));
  EXPECT_EQ(tiles[276], (TileId{.level = 2, .index = 0, .width = 1}));
}

TEST(HashTilesTest, HasNoEmptyTile) {
  EXPECT_THAT(HashTiles(0), IsEmpty());
  EXPECT_THAT(HashTiles(256),
              ElementsAre(TileId{.level = 0, .index = 0, .width = 256},
                          TileId{.level = 1, .index = 0, .width = 1}));
}

TEST(EntryBundlesTest, AreThoseOfTheLowestLevel) {
  EXPECT_THAT(EntryBundles(0), IsEmpty());
  EXPECT_THAT(EntryBundles(257),
              ElementsAre(TileId{.level = 0, .index = 0, .width = 256},
                          TileId{.level = 0, .index = 1, .width = 1}));
}

TEST(DecodeHashTileTest, RefusesAnotherLength) {
  const Bytes bytes(64);

  EXPECT_EQ(DecodeHashTile(bytes, 2).value().size(), 2U);
  EXPECT_THAT(DecodeHashTile(bytes, 1), FailsWith(kInvalid, "64 bytes"));
  EXPECT_THAT(DecodeHashTile(bytes, 3), FailsWith(kInvalid, "3 hashes"));
  EXPECT_THAT(DecodeHashTile({}, 0), FailsWith(kInvalid, "0 hashes"));
  EXPECT_THAT(DecodeHashTile(Bytes(size_t{257} * 32), 257),
              FailsWith(kInvalid, "257 hashes"));
}

TEST(EntryBundleTest, WritesLengthsMostSignificantByteFirst) {
  const std::vector<Bytes> leaves = {Bytes{1, 2, 3}, Bytes(258, 9)};

  const Bytes bundle = EncodeEntryBundle(leaves).value();

  EXPECT_EQ(ToHex(std::span(bundle).first(8)), "0003010203010209");
  EXPECT_EQ(bundle.size(), 2U + 3 + 2 + 258);
}

TEST(EntryBundleTest, ReadsWhatItWrites) {
  const std::vector<Bytes> leaves = {Bytes{1}, Bytes(), Bytes(65535, 7)};
  const Bytes bundle = EncodeEntryBundle(leaves).value();

  const std::vector<ByteSpan> read = DecodeEntryBundle(bundle, 3).value();

  ASSERT_EQ(read.size(), 3U);
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(Bytes(read[i].begin(), read[i].end()), leaves[i]);
  }
}

TEST(EntryBundleTest, RefusesToWriteWhatCannotBeRead) {
  EXPECT_THAT(EncodeEntryBundle(std::vector<Bytes>{Bytes(65536)}),
              FailsWith(kInvalid, "leaf of 65536 bytes"));
  EXPECT_THAT(EncodeEntryBundle(std::vector<Bytes>(257)),
              FailsWith(kInvalid, "257 leaves"));
}

TEST(EntryBundleTest, RefusesToReadMoreOrLessThanAnnounced) {
  const Bytes bundle = {0, 1, 5, 0, 0};

  EXPECT_THAT(DecodeEntryBundle(bundle, 3),
              FailsWith(kInvalid, "cut off in leaf 2"));
  EXPECT_THAT(DecodeEntryBundle(bundle, 1),
              FailsWith(kInvalid, "2 bytes after leaf 1"));
  EXPECT_THAT(DecodeEntryBundle(Bytes{0, 2, 1}, 1),
              FailsWith(kInvalid, "cut off in leaf 0"));
  EXPECT_THAT(DecodeEntryBundle(Bytes{0}, 1),
              FailsWith(kInvalid, "cut off in leaf 0"));
  EXPECT_THAT(DecodeEntryBundle({}, 0), FailsWith(kInvalid, "0 leaves"));
  EXPECT_THAT(DecodeEntryBundle(Bytes(514), 257),
              FailsWith(kInvalid, "257 leaves"));
}

}  // namespace
}  // namespace pingyi
