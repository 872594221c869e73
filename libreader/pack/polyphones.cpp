// Of particles (的, 了, 地, 着) only the readings that titles have.
#include "polyphones.h"

#include <array>
#include <cstddef>

namespace lr::pack {
namespace {

struct Polyphone {
  std::u32string_view characters;  // that share the readings: simplified, traditional
  std::array<std::u32string_view, 3> readings;
};

constexpr Polyphone kPolyphones[] = {
    {U"重", {U"zhong", U"chong"}},   {U"行", {U"xing", U"hang"}},     {U"长長", {U"chang", U"zhang"}},
    {U"乐樂", {U"le", U"yue"}},      {U"都", {U"du", U"dou"}},        {U"调調", {U"diao", U"tiao"}},
    {U"传傳", {U"chuan", U"zhuan"}}, {U"藏", {U"cang", U"zang"}},     {U"朝", {U"chao", U"zhao"}},
    {U"曾", {U"ceng", U"zeng"}},     {U"单單", {U"dan", U"shan"}},    {U"弹彈", {U"dan", U"tan"}},
    {U"度", {U"du", U"duo"}},        {U"降", {U"jiang", U"xiang"}},   {U"角", {U"jiao", U"jue"}},
    {U"解", {U"jie", U"xie"}},       {U"卡", {U"ka", U"qia"}},        {U"率", {U"lv", U"shuai"}},
    {U"车車", {U"che", U"ju"}},      {U"奇", {U"qi", U"ji"}},         {U"宿", {U"su", U"xiu"}},
    {U"校", {U"xiao", U"jiao"}},     {U"血", {U"xue", U"xie"}},       {U"省", {U"sheng", U"xing"}},
    {U"系係", {U"xi", U"ji"}},       {U"参參", {U"can", U"shen"}},    {U"着", {U"zhe", U"zhuo"}},
    {U"数數", {U"shu", U"shuo"}},    {U"了", {U"le", U"liao"}},       {U"地", {U"di", U"de"}},
    {U"还還", {U"hai", U"huan"}},    {U"便", {U"bian", U"pian"}},     {U"差", {U"cha", U"chai", U"ci"}},
    {U"盛", {U"sheng", U"cheng"}},   {U"露", {U"lu", U"lou"}},        {U"绿綠", {U"lv", U"lu"}},
    {U"模", {U"mo", U"mu"}},         {U"屏", {U"ping", U"bing"}},     {U"区區", {U"qu", U"ou"}},
    {U"厦廈", {U"sha", U"xia"}},     {U"翟", {U"zhai", U"di"}},       {U"说說", {U"shuo", U"shui"}},
    {U"种種", {U"zhong", U"chong"}}, {U"薄", {U"bo", U"bao"}},        {U"剥剝", {U"bo", U"bao"}},
    {U"柏", {U"bai", U"bo"}},        {U"色", {U"se", U"shai"}},       {U"什", {U"shen", U"shi"}},
    {U"熟", {U"shu", U"shou"}},      {U"没沒", {U"mei", U"mo"}},      {U"埋", {U"mai", U"man"}},
    {U"提", {U"ti", U"di"}},         {U"拓", {U"tuo", U"ta"}},        {U"纤纖", {U"xian", U"qian"}},
    {U"削", {U"xiao", U"xue"}},      {U"叶葉", {U"ye", U"xie"}},      {U"殷", {U"yin", U"yan"}},
    {U"粘", {U"zhan", U"nian"}},     {U"强強", {U"qiang", U"jiang"}}, {U"万萬", {U"wan", U"mo"}},
    {U"尉", {U"wei", U"yu"}},        {U"仇", {U"chou", U"qiu"}},      {U"落", {U"luo", U"la"}},
    {U"食", {U"shi", U"si"}},        {U"石", {U"shi", U"dan"}},       {U"会會", {U"hui", U"kuai"}},
    {U"给給", {U"gei", U"ji"}},      {U"大", {U"da", U"dai"}},        {U"番", {U"fan", U"pan"}},
    {U"藉", {U"jie", U"ji"}},
};

}  // namespace

std::span<const std::u32string_view> polyphone_readings(char32_t c) {
  for (const Polyphone& one : kPolyphones) {
    if (one.characters.find(c) == std::u32string_view::npos) continue;
    std::size_t count = 0;
    while (count < one.readings.size() && !one.readings[count].empty()) ++count;
    return std::span(one.readings).first(count);
  }
  return {};
}

}  // namespace lr::pack
